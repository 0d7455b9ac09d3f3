"""Sign-in at the municipality's own OpenID provider (ID-porten, Entra ID or another)."""

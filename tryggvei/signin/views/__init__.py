"""The screens of sign-in, under /konto/."""

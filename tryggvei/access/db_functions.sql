-- The replies of one mailbox, by its exact id: 32 random octets that only the writer's code gives.
-- Runs with the owner's rights, so that the public role needs none on the table: it cannot list,
-- count or search. The path is pinned, so that no table of the caller's can be slipped in.
CREATE OR REPLACE FUNCTION public.intake_fetch_replies(mailbox bytea)
RETURNS TABLE (id uuid, blob bytea, created_on date)
LANGUAGE sql STABLE STRICT SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
AS $$
  SELECT r.id, r.blob, r.created_on
    FROM public.intake_sealedreply AS r
   WHERE octet_length(mailbox) = 32 AND r.mailbox_id = mailbox
$$;

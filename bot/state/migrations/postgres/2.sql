-- What all servers count together: buckets, accounts and breakers, see bot/limit. Times
-- are the database's own. A row means nothing any more once its time is past.
CREATE TABLE limits (
  name  TEXT PRIMARY KEY,
  count BIGINT      NOT NULL, -- refusals in a row of a bucket, what is spent of an account, failures in a row of a breaker
  until TIMESTAMPTZ NOT NULL  -- when the bucket is full, the day over, the breaker's rest over, the server dead
);

-- The tables of SQLite's version 2. Times of the inbox are Unix milliseconds, others
-- Unix seconds.
CREATE TABLE inbox (
  id      BIGINT PRIMARY KEY,
  lane    BIGINT  NOT NULL,
  at      BIGINT  NOT NULL,
  tries   INTEGER NOT NULL DEFAULT 0,
  next    BIGINT  NOT NULL DEFAULT 0,
  owner   TEXT    NOT NULL DEFAULT '',
  lease   BIGINT  NOT NULL DEFAULT 0,
  done    BIGINT,
  pending BYTEA,
  raw     BYTEA
);
CREATE INDEX inbox_open ON inbox (lane, id) WHERE done IS NULL;
CREATE INDEX inbox_done ON inbox (done) WHERE done IS NOT NULL;
CREATE TABLE turns    (seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, who TEXT NOT NULL, receipt TEXT NOT NULL,
                       question TEXT NOT NULL, cited TEXT NOT NULL, at BIGINT NOT NULL);
CREATE INDEX turns_who ON turns (who, seq);
CREATE TABLE settings (who TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (who, name));
CREATE TABLE feedback (who TEXT NOT NULL, receipt TEXT NOT NULL, up BOOLEAN NOT NULL, question TEXT, at BIGINT NOT NULL, PRIMARY KEY (who, receipt));
CREATE TABLE receipts (seq BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id TEXT NOT NULL, at BIGINT NOT NULL, fingerprint TEXT NOT NULL,
                       message BYTEA NOT NULL, outcome TEXT NOT NULL, cited TEXT NOT NULL);
CREATE INDEX receipts_id ON receipts (id, seq);
CREATE INDEX receipts_at ON receipts (at);
CREATE TABLE gaps     (mark TEXT NOT NULL, who TEXT NOT NULL, asked BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (mark, who));
CREATE INDEX gaps_who ON gaps (who, at);
CREATE INDEX gaps_at ON gaps (at);
CREATE TABLE subjects (mark TEXT PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL, nearest TEXT NOT NULL);

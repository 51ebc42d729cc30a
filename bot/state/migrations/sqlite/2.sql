-- One inbox in place of the numbers of what is done and of what was parked. Times are
-- Unix milliseconds. raw and pending come last: they are long, and gone when done is set.
CREATE TABLE inbox (
  id      INTEGER PRIMARY KEY,         -- Telegram's number of the update
  lane    INTEGER NOT NULL,            -- what keeps its order: a chat
  at      INTEGER NOT NULL,            -- when it was received
  tries   INTEGER NOT NULL DEFAULT 0,  -- how often it was begun
  next    INTEGER NOT NULL DEFAULT 0,  -- it is not begun before
  owner   TEXT    NOT NULL DEFAULT '', -- the program that works on it
  lease   INTEGER NOT NULL DEFAULT 0,  -- when that program counts as dead
  done    INTEGER,                     -- when it was finished; NULL while it is open
  pending BLOB,                        -- what is left to send of its answer
  raw     BLOB                         -- the update as Telegram sent it
);
CREATE INDEX inbox_open ON inbox (lane, id) WHERE done IS NULL;
CREATE INDEX inbox_done ON inbox (done) WHERE done IS NOT NULL;

INSERT INTO inbox (id, lane, at, done) SELECT id, 0, at * 1000, at * 1000 FROM handled;
INSERT OR IGNORE INTO inbox (id, lane, at, raw) SELECT id,
  CASE WHEN json_valid(CAST(raw AS TEXT)) THEN CAST(COALESCE(
    json_extract(CAST(raw AS TEXT), '$.message.chat.id'),
    json_extract(CAST(raw AS TEXT), '$.edited_message.chat.id'),
    json_extract(CAST(raw AS TEXT), '$.callback_query.message.chat.id'),
    json_extract(CAST(raw AS TEXT), '$.callback_query.from.id'),
    json_extract(CAST(raw AS TEXT), '$.inline_query.from.id'),
    json_extract(CAST(raw AS TEXT), '$.my_chat_member.chat.id'), 0) AS INTEGER) ELSE 0 END, at * 1000, raw FROM parked;
DROP TABLE handled;
DROP TABLE parked;

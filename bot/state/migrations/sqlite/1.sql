-- What version 0.1.0 and those after it kept, before schemas had a number. They made
-- the tables one by one, so some may be there.
CREATE TABLE IF NOT EXISTS handled  (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parked   (id INTEGER PRIMARY KEY, raw BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS turns    (seq INTEGER PRIMARY KEY AUTOINCREMENT, who TEXT NOT NULL, receipt TEXT NOT NULL,
                                     question TEXT NOT NULL, cited TEXT NOT NULL, at INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS turns_who ON turns (who, seq);
CREATE TABLE IF NOT EXISTS settings (who TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (who, name));
CREATE TABLE IF NOT EXISTS feedback (who TEXT NOT NULL, receipt TEXT NOT NULL, up INTEGER NOT NULL, question TEXT,
                                     at INTEGER NOT NULL, PRIMARY KEY (who, receipt));
CREATE TABLE IF NOT EXISTS receipts (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, at INTEGER NOT NULL,
                                     fingerprint TEXT NOT NULL, message BLOB NOT NULL, outcome TEXT NOT NULL, cited TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS receipts_id ON receipts (id, seq);
CREATE INDEX IF NOT EXISTS receipts_at ON receipts (at);
CREATE TABLE IF NOT EXISTS gaps     (mark TEXT NOT NULL, who TEXT NOT NULL, asked INTEGER NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (mark, who));
CREATE INDEX IF NOT EXISTS gaps_who ON gaps (who, at);
CREATE INDEX IF NOT EXISTS gaps_at ON gaps (at);
CREATE TABLE IF NOT EXISTS subjects (mark TEXT PRIMARY KEY, subject TEXT NOT NULL, reason TEXT NOT NULL, nearest TEXT NOT NULL);

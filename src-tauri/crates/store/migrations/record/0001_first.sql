-- The record of the wire, a file of its own: it may lose its last frames in a power cut, which calls may not.
-- What lists show is apart from the bodies, so that looking through many frames reads little.

CREATE TABLE frames (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    connector_id TEXT NOT NULL,
    app_name     TEXT NOT NULL,
    session      INTEGER NOT NULL,
    at           TEXT NOT NULL,
    direction    TEXT NOT NULL,
    kind         TEXT NOT NULL,
    method       TEXT NOT NULL,
    rpc_id       TEXT NOT NULL,
    call_id      TEXT,
    is_error     INTEGER NOT NULL,
    status       INTEGER,
    bytes        INTEGER NOT NULL,
    duration_ms  REAL,
    -- What the frame takes of the record's bound.
    kept         INTEGER NOT NULL
);
CREATE INDEX frames_by_connector ON frames (connector_id, number);
CREATE INDEX frames_by_call ON frames (call_id, number) WHERE call_id IS NOT NULL;
CREATE INDEX frames_in_error ON frames (number) WHERE is_error;

CREATE TABLE frame_bodies (
    number INTEGER PRIMARY KEY,
    text   TEXT NOT NULL,
    cut    INTEGER NOT NULL,
    url    TEXT NOT NULL,
    http   TEXT
);

-- Method, address and text of each frame under its number, with two line breaks at the end: each letter of the
-- text then begins some run of three, which is how runs shorter than three are found.
--
-- An index like this is slow to delete from and quick to empty. So there are two: one fills while the frames of the
-- other leave, and when all of those are gone the other one is emptied and its turn begins.
CREATE VIRTUAL TABLE search_0 USING fts5 (text, content = '', tokenize = 'trigram');
CREATE VIRTUAL TABLE search_1 USING fts5 (text, content = '', tokenize = 'trigram');
CREATE VIRTUAL TABLE terms_0 USING fts5vocab (search_0, 'row');
CREATE VIRTUAL TABLE terms_1 USING fts5vocab (search_1, 'row');

CREATE TABLE state (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    -- Sums over all frames, so that bounds are checked without counting.
    frames INTEGER NOT NULL,
    bytes  INTEGER NOT NULL,
    -- Which of the two indexes fills, and the first frame in it.
    turn   INTEGER NOT NULL,
    since  INTEGER NOT NULL
);
INSERT INTO state (only, frames, bytes, turn, since) VALUES (1, 0, 0, 0, 0);

-- Beside the wire, what widgets and the host say to each other. Those frames are of no connection: their session is 0.

ALTER TABLE frames ADD COLUMN side TEXT NOT NULL DEFAULT 'wire';
ALTER TABLE frames ADD COLUMN language TEXT;
ALTER TABLE frames ADD COLUMN screen TEXT;
ALTER TABLE frames ADD COLUMN instance TEXT;
CREATE INDEX frames_by_side ON frames (side, number);

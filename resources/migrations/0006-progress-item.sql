-- What a running job works on now, such as the file that a scan reads.
ALTER TABLE jobs ADD COLUMN progress_item TEXT;

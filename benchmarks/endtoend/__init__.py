"""The end-to-end table: every door, one row in one fresh process."""

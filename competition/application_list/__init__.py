"""The office's list of applications: what is asked for, its columns, its rows, and its exports."""

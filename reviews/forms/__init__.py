"""What people type in the jury's rooms."""

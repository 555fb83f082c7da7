"""What is handed out as a file and kept: the printable service order, set in type and sealed."""

"""The clerk's portal: one municipality's way from the start of its application to the answer."""

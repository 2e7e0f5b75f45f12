"""Released tables -> files that leave the product: CSV and workbooks."""

size < least_size OR (smaller > 0 AND smaller < least_size)

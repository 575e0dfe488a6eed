"""What a host sees of its guest: log lines about nobody, counters and timings, one id from end to end."""

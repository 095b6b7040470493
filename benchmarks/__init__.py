"""Speed against other engines, in one run, on the same questions, answers verified equal."""

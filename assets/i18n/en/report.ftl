# Reports, tables and escape plans.

-- The two roles of the store on PostgreSQL, and what each may do. Run once, as an administrator of the server, in the
-- database of the store:
--
--     createdb --encoding=UTF8 --template=template0 monitor
--     psql --dbname=monitor --file=deploy/postgresql.sql
--     psql --dbname=monitor --command='\password monitor' --command='\password monitor_reader'
--
-- `monitor` makes and upgrades the tables and appends to the log: MONITOR_DATABASE_URL. The tables are its own, so the
-- triggers that keep the log append-only could be removed by it: give its password to the application only.
-- `monitor_reader` can read and nothing else: MONITOR_DATABASE_READ_URL. A fault in what answers a reader then cannot
-- become a write.

CREATE ROLE monitor LOGIN;
CREATE ROLE monitor_reader LOGIN;
ALTER ROLE monitor_reader SET default_transaction_read_only = on;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO monitor;
GRANT USAGE ON SCHEMA public TO monitor_reader;

-- The tables that are there, and those that later releases add.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO monitor_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE monitor IN SCHEMA public GRANT SELECT ON TABLES TO monitor_reader;

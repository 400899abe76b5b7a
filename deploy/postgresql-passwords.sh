#!/bin/sh
# Gives the two roles of postgresql.sql their passwords; run once by the PostgreSQL image when it makes its database.
set -eu
psql --no-psqlrc --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
    --set=monitor="$MONITOR_DATABASE_PASSWORD" --set=reader="$MONITOR_READER_PASSWORD" <<'SQL'
ALTER ROLE monitor PASSWORD :'monitor';
ALTER ROLE monitor_reader PASSWORD :'reader';
SQL

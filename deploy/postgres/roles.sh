#!/bin/sh
# Runs once, when the database server is first set up: the two roles of the product and its database.
set -eu

psql --no-psqlrc --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set owner_password="$(cat /run/secrets/owner_password)" \
  --set app_password="$(cat /run/secrets/app_password)" <<'SQL'
create role folkmoot_owner login password :'owner_password' nosuperuser nobypassrls;
create role folkmoot_app login password :'app_password' nosuperuser nobypassrls;
create database folkmoot owner folkmoot_owner;
SQL

-- One attack a line. Written by a caller, each must be refused: by the gate, before the engine sees more than its text.
-- files
SELECT * FROM read_text('/etc/passwd')
SELECT * FROM read_csv('/etc/passwd')
SELECT * FROM read_csv_auto('/etc/passwd')
SELECT * FROM read_json('/root/.mxcp/config.yml')
SELECT * FROM read_json_auto('/root/.mxcp/config.yml')
SELECT * FROM read_ndjson('x.json')
SELECT * FROM read_parquet('x.parquet')
SELECT * FROM parquet_scan('x.parquet')
SELECT * FROM parquet_metadata('x.parquet')
SELECT * FROM read_blob('/root/.mxcp/oauth.db')
SELECT * FROM read_duckdb('x.db')
SELECT * FROM sniff_csv('x.csv')
SELECT * FROM glob('/*')
SELECT * FROM '/etc/passwd'
SELECT * FROM 'x.csv'
SELECT * FROM "x.parquet"
SELECT * FROM '*.json'
SELECT a.x FROM 'data/*.parquet' a JOIN b ON true
SELECT (SELECT content FROM read_text('/etc/passwd'))
WITH x AS (FROM read_text('/etc/passwd')) SELECT * FROM x
SELECT list_transform([1], lambda x: (SELECT content FROM read_text('/etc/passwd')))
SELECT * FROM system.main.read_text('/etc/passwd')
COPY (SELECT 1) TO '/tmp/x.csv'
COPY t FROM '/etc/passwd'
EXPORT DATABASE '/tmp/x'
IMPORT DATABASE '/tmp/x'
ATTACH '/tmp/x.db' AS x
ATTACH ':memory:' AS x
DETACH memory
USE memory
-- network
SELECT * FROM read_csv('https://example.invalid/x.csv')
SELECT * FROM 'https://example.invalid/x.parquet'
SELECT * FROM read_text('http://169.254.169.254/latest/meta-data')
ATTACH 'https://example.invalid/x.db'
CREATE SECRET (TYPE http, EXTRA_HTTP_HEADERS MAP {'Authorization': 'x'})
SELECT * FROM which_secret('https://example.invalid', 'http')
SELECT * FROM duckdb_secrets()
-- extensions
INSTALL httpfs
INSTALL httpfs FROM community
FORCE INSTALL 'https://example.invalid/x.duckdb_extension'
LOAD httpfs
LOAD '/tmp/x.duckdb_extension'
UPDATE EXTENSIONS
SELECT * FROM duckdb_extensions()
CALL register_external_resource('x')
-- settings
SET threads = 1
SET enable_external_access = true
SET lock_configuration = false
SET VARIABLE get_username = 'bob'
RESET threads
RESET VARIABLE x
PRAGMA disable_optimizer
PRAGMA enable_profiling
PRAGMA version
PRAGMA memory_limit = '100GB'
CALL enable_logging()
SELECT * FROM enable_logging()
SELECT * FROM enable_profiling()
SELECT * FROM checkpoint()
SELECT * FROM force_checkpoint()
SELECT * FROM truncate_duckdb_logs()
SELECT current_setting('secret_directory')
SELECT getvariable('x')
SELECT * FROM duckdb_settings()
SELECT * FROM duckdb_variables()
SELECT * FROM pg_catalog.pg_settings
SELECT write_log('x')
SELECT setseed(0.5)
-- what others do
SELECT * FROM duckdb_logs
SELECT * FROM duckdb_logs()
SELECT * FROM duckdb_logs_parsed('QueryLog')
SELECT * FROM main.duckdb_logs
SELECT * FROM system.main.duckdb_logs
SELECT * FROM "duckdb_logs"
SELECT * FROM DUCKDB_LOGS
SELECT * FROM duckdb_prepared_statements()
SELECT * FROM pg_prepared_statements
SELECT * FROM duckdb_temporary_files()
SELECT * FROM duckdb_memory()
SELECT * FROM duckdb_connection_count()
SELECT * FROM duckdb_databases()
SELECT * FROM duckdb_views()
SELECT * FROM duckdb_functions()
SELECT * FROM information_schema.views
SELECT * FROM sqlite_master
SELECT * FROM pg_views
SELECT current_query()
SELECT nextval('s')
SELECT currval('s')
-- changes and shadowing
CREATE TABLE x(i INTEGER)
CREATE TEMP TABLE x(i INTEGER)
CREATE VIEW x AS SELECT 1
CREATE MACRO get_username() AS 'bob'
CREATE TEMP MACRO get_username() AS 'bob'
CREATE OR REPLACE TEMP MACRO get_user_email() AS 'bob'
CREATE FUNCTION get_user_provider() AS 'bob'
CREATE TEMP MACRO lower(x) AS 'bob'
CREATE SCHEMA x
CREATE SEQUENCE s
CREATE TYPE x AS ENUM ('a')
CREATE INDEX i ON x(i)
DROP TABLE notes
DROP FUNCTION get_username
ALTER TABLE notes ADD COLUMN x INTEGER
INSERT INTO notes VALUES (1)
INSERT INTO notes SELECT 1 RETURNING *
UPDATE notes SET owner = 'bob'
DELETE FROM notes
TRUNCATE notes
MERGE INTO notes USING notes AS n ON true WHEN MATCHED THEN DELETE
WITH d AS (DELETE FROM notes RETURNING *) SELECT * FROM d
WITH d AS (INSERT INTO notes VALUES ('bob') RETURNING *) SELECT * FROM d
WITH d AS (UPDATE notes SET owner = 'bob' RETURNING *) SELECT * FROM d
COMMENT ON TABLE notes IS 'x'
VACUUM
ANALYZE
CHECKPOINT
FORCE CHECKPOINT
BEGIN
COMMIT
ROLLBACK
/* x */ COMMIT
-- identity and token
EXPLAIN SELECT get_user_external_token()
EXPLAIN ANALYZE SELECT get_user_external_token()
PREPARE p AS SELECT get_username()
EXECUTE p
DEALLOCATE p
DESCRIBE SELECT get_user_external_token()
SUMMARIZE SELECT get_user_external_token()
SELECT * FROM (DESCRIBE SELECT 1)
SELECT * FROM (SUMMARIZE SELECT 1)
SHOW TABLES
SHOW ALL TABLES
SELECT * FROM query('SELECT get_user_external_token()')
SELECT * FROM query_table('notes')
SELECT * FROM query_table(['notes'])
SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
SELECT json_serialize_plan('SELECT get_user_external_token()')
SELECT json_serialize_sql('SELECT 1')
SELECT json_deserialize_sql('{}')
SELECT stats(get_user_external_token())
SELECT memory.main.get_username()
SELECT temp.main.get_username()
SELECT x.get_username()
-- parser
SELECT 1; SELECT 2
SELECT 1;;SELECT 2
SELECT 1; DROP TABLE notes
SELECT 1; SET VARIABLE x = 1; SELECT 2
SELECT 1 /* ; */ ; SELECT $$;$$
DROP TABLE notes; SELECT 1
SELECT * FROM test_all_types()
SELECT * FROM seq_scan('notes')
SELECT * FROM summary((SELECT 1))
SELECT * FROM arrow_scan(1, 2, 3)
FROM pragma_table_info('notes')
FROM pragma_storage_info('notes')
FROM pragma_user_agent()
SELECT in_search_path('x', 'y')
SELECT parse_duckdb_log_message('QueryLog', 'x')
SELECT pg_get_viewdef(1)
PIVOT notes ON owner USING count(*)
-- resources
SELECT repeat('x', 3000000000)
SELECT repeat([1], 3000000000)
SELECT * FROM repeat('x', 3000000000)
SELECT * FROM repeat_row(1, num_rows := 3000000000)
SELECT lpad('x', 2000000000, 'y')
SELECT rpad('x', 2000000000, 'y')
SELECT list_resize([1], 2000000000)
SELECT array_resize([1], 2000000000)
SELECT format('{:2000000000d}', 1)
SELECT printf('%2000000000d', 1)
SELECT bar(1, 0, 1, 2000000000)
SELECT bitstring('1', 2000000000)
SELECT to_base(1, 2, 2000000000)
SELECT equi_width_bins(0, 1, 2000000000, false)
SELECT damerau_levenshtein('a', 'b')
SELECT sleep_ms(100000)
SELECT pg_sleep(100)
SELECT list_sum(range(400000000))
SELECT list_sum(generate_series(1, 400000000))
SELECT range(i) FROM notes
SELECT range(CAST('400000000' AS BIGINT))
SELECT range((SELECT 400000000))
SELECT len(range(-400000000, 0))
SELECT range(DATE '0001-01-01', DATE '9999-12-31', INTERVAL 1 MICROSECOND)
SELECT list_transform(range(1000), lambda x: range(1000))
SELECT * FROM range(100000000000)
SELECT * FROM generate_series(-9999999999, 9999999999)
SELECT NULL::INTEGER[100000]
SELECT levenshtein(x, x) FROM (SELECT string_agg('ab', '') AS x FROM range(100))
SELECT jaccard('ab', 'ac')
SELECT replace(replace('aaaaaaaaaa', 'a', 'aaaaaaaaaa'), 'a', 'aaaaaaaaaa')
SELECT bin(upper(bin('a')))
SELECT list_transform([1, 2], lambda a: list_transform([1, 2], lambda b: a + b))
SELECT list_filter([1, 2], lambda a: len(list_filter([1, 2], lambda b: b = a)) = 1)
SELECT list_transform([1, 2], lambda a: list_reduce([1, 2], lambda b, c: a + b + c))
SELECT list_transform([1, 2], lambda a: [b for b in [1, 2] if b = a])
SELECT range AS x, row([1]::INTEGER[1]) FROM range(4) ORDER BY 1
SELECT DISTINCT (1, [1, 2]::INTEGER[2], 'a') FROM range(4)
SELECT (range, 2) IN (SELECT range, 2 FROM range(3)) FROM range(4)
SELECT DISTINCT list_zip([[1]::INTEGER[1]], [range]) FROM range(4)
SELECT DISTINCT array_zip([[1]::INTEGER[1]], [range]) FROM range(4)
SELECT DISTINCT struct_values({'a': [1]::INTEGER[1]}) FROM range(4)
SELECT DISTINCT struct_concat(struct_pack(a := [1]::INTEGER[1]), struct_pack(b := 1)) FROM range(4)
SELECT list_filter([1], lambda x: x IN list_filter([1], lambda x: x IN list_filter([1], lambda x: x IN list_filter([1], lambda x: x IN [1]))))
WITH a AS NOT MATERIALIZED (SELECT 1 AS x) SELECT * FROM a
SELECT nullif(nullif(nullif(nullif(nullif(1, 2), 2), 2), 2), 2)
SELECT split_part(split_part(split_part(split_part(split_part('a', 'b', 1), 'b', 1), 'b', 1), 'b', 1), 'b', 1)
SELECT fmod(nullif(fmod(nullif(fmod(1, 2), 3), 4), 5), 6)
SELECT 1 AS a0, a0+a0 AS a1, a1+a1 AS a2, a2+a2 AS a3, a3+a3 AS a4, a4+a4 AS a5, a5+a5 AS a6, a6+a6 AS a7, a7+a7 AS a8
SELECT a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a FROM range(1) AS a
SELECT *, *, *, *, *, *, *, *, *, *, *, *, *, *, *, *, * FROM range(1)

-- One query a line, all of which a caller may ask.
SELECT 1 AS a, 2 AS a
SELECT 1 /* ; */
SELECT count(*) FILTER (WHERE i > 1), sum(i) OVER (PARTITION BY i % 2 ORDER BY i DESC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM range(10) t(i) GROUP BY i HAVING i > 0 ORDER BY ALL LIMIT 5
SELECT date_trunc('month', d), extract(year FROM d), d + INTERVAL 3 DAY, d::VARCHAR FROM (SELECT DATE '2020-01-05' d) WHERE d BETWEEN DATE '2020-01-01' AND DATE '2021-01-01' AND NOT d IS NULL AND d IN (DATE '2020-01-05')
SELECT table_name FROM information_schema.tables ORDER BY 1
TABLE information_schema.columns
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 5) SELECT * FROM t
WITH a AS (SELECT 1 x), b AS MATERIALIZED (SELECT x FROM a) SELECT * FROM b
SELECT * FROM (VALUES (1, 'a'), (2, 'b')) v(x, y) WHERE y ILIKE 'A%' OR y SIMILAR TO 'b.*' OR y ~ 'x'
SELECT [x * 2 for x in [1, 2, 3] if x > 1], {'a': 1}.a, MAP {'k': 1}['k'], list_transform([1], lambda x: x + 1), [1, 2, 3][1:2], 'abc'[1]
SELECT current_date, now() IS NOT NULL, CASE WHEN true THEN 1 END, coalesce(NULL, 1), nullif(1, 1), if(true, 1, 2), ifnull(NULL, 2)
SELECT * FROM generate_series(DATE '2020-01-01', DATE '2020-01-05', INTERVAL 1 DAY) t(d)
SELECT range(3), generate_series(1, 10, 3), range(-5, 5)
SELECT * FROM range(3) a(i) SEMI JOIN range(2) b(i) USING (i)
SELECT * FROM range(3) a(i) ASOF JOIN range(2) b(i) ON a.i >= b.i
SELECT * FROM range(2) a POSITIONAL JOIN range(2) b
PIVOT (SELECT 1 a, 2 b) ON a IN (1, 2) USING sum(b)
UNPIVOT (SELECT 1 a, 2 b) ON a, b
SELECT 1 UNION SELECT 2 EXCEPT SELECT 3 INTERSECT SELECT 4
SELECT EXISTS (SELECT 1), 1 = ANY(SELECT 1), 1 IN (SELECT 1), (SELECT 2)
SELECT * FROM range(10) USING SAMPLE 3
SELECT count(*), GROUPING(i) FROM range(3) t(i) GROUP BY ROLLUP(i)
FROM range(3) SELECT *
SELECT x.* EXCLUDE (a) REPLACE (b + 1 AS b) FROM (SELECT 1 a, 2 b) x
SELECT COLUMNS('a|b') FROM (SELECT 1 a, 2 b)
SELECT '{"a":[1,2]}'::JSON->'a', json_extract('{"a":1}', '$.a'), '{"a":1}'->>'$.a'
SELECT * FROM json_each('{"a":1}')
SELECT unnest([1, 2]), string_agg(i, ',' ORDER BY i) FROM (SELECT 'x' i)
SELECT first(i ORDER BY i), quantile_cont(i, 0.5), count(DISTINCT i), arg_max(i, i) FROM range(5) t(i)
SELECT DISTINCT ON (i) i FROM range(3) t(i) QUALIFY row_number() OVER () = 1
SELECT strftime(DATE '2020-01-01', '%Y'), 'a' COLLATE NOCASE = 'A', TIMESTAMP '2020-01-01' AT TIME ZONE 'UTC'
SELECT get_username(), system.main.get_username(), GET_USER_EMAIL(), get_user_provider(), get_user_external_token()
SELECT try_cast('x' AS INT), cast(1 AS DECIMAL(5, 2)), 'a'::ENUM('a', 'b'), -5, - 5, 1.5e3, 5!, 2 ** 3, 2 ^ 3, 7 // 2, 7 % 2, 1 << 2, 'a' || 'b', NOT true, 1 IS DISTINCT FROM 2
SELECT i, lag(i) OVER w FROM range(3) t(i) WINDOW w AS (ORDER BY i)
SELECT position('a' IN 'ba'), substring('abc' FROM 2 FOR 1), trim(BOTH ' ' FROM ' a '), overlay('abc' PLACING 'x' FROM 1)
SELECT #1, i FROM range(3) t(i) ORDER BY 1
SELECT * FROM range(3) t(i), LATERAL (SELECT i + 1 AS j)
SELECT a FROM (SELECT 1 a) AS "t x"
SELECT max(i) FROM range(5) t(i) GROUP BY ALL;
SELECT struct_pack(a := 1), {'a': 1, 'b': 2}, [1, 2]::INTEGER[2]
SELECT nullif(nullif(nullif('a', 'b'), 'c'), 'd'), split_part(split_part('a.b-c', '-', 1), '.', 1)
SELECT 1 AS a, a + 1 AS b, b + 1 AS c, c + 1 AS d
SELECT owner FROM notes n WHERE n.owner = get_username()
SELECT "odd name"."a b" FROM "odd name"
SELECT * FROM main.notes, memory.main.notes AS other
SELECT u FROM me

package io.mxcp.domain.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of one statement, read to the end.
 *
 * @param columns names in order, each once
 * @param rows values in column order: String, Boolean, Long, BigInteger, BigDecimal, Double, LocalDate, LocalTime,
 *     LocalDateTime, Instant, UUID, List, Map with String keys, byte[], or {@link SqlNull}
 */
public record QueryResult(List<String> columns, List<List<Object>> rows) {
    /** Copies the outer lists; rows are taken as they are. */
    public QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** Each row as a map from column name to value, in column order. */
    public List<Map<String, Object>> asMaps() {
        List<Map<String, Object>> maps = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                map.put(columns.get(i), row.get(i));
            }
            maps.add(map);
        }
        return maps;
    }
}

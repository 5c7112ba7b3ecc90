package dev.outrank.config.report;

import dev.outrank.bundle.failure.BundleException;
import dev.outrank.registry.report.ReplicaReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The last report of each instance. Thread-safe; several may share a database. */
public final class ReplicaReports {

    private static final Logger log = LoggerFactory.getLogger(ReplicaReports.class);

    private static final String UPDATE =
            "update registry_replica set reported_at = current_timestamp, report = :report where instance = :instance";
    private static final String INSERT =
            "insert into registry_replica (instance, reported_at, report) values (:instance, current_timestamp, :report)";
    private static final String ALL =
            "select instance, reported_at, report, current_timestamp as read_at from registry_replica order by instance";
    private static final String DELETE = "delete from registry_replica where instance = :instance";
    private static final String DELETE_SEEN = DELETE + " and reported_at = :reportedAt";

    /** Instances that have not reported for so long are gone for good, or say all anew when they come back. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final Duration ttl;

    /**
     * Makes a view of the reports in a database.
     *
     * @param ttl the age from which on an instance is taken for gone
     */
    ReplicaReports(JdbcClient jdbc, Duration ttl) {
        this.jdbc = jdbc;
        this.ttl = ttl;
    }

    /** A report and the moments by the database's clock. */
    private record Row(String instance, OffsetDateTime reportedAt, OffsetDateTime readAt, String report) {

        static Row of(ResultSet row, int number) throws SQLException {
            return new Row(
                    row.getString("instance"),
                    row.getObject("reported_at", OffsetDateTime.class),
                    row.getObject("read_at", OffsetDateTime.class),
                    row.getString("report"));
        }

        Duration age() {
            return Duration.between(reportedAt, readAt);
        }
    }

    /** Keeps what an instance says, instead of what it said before. */
    public void put(String instance, ReplicaReport report) {
        String text = ReportFormat.toJson(report);
        if (write(UPDATE, instance, text) > 0) {
            return;
        }
        try {
            var _ = write(INSERT, instance, text);
        } catch (DuplicateKeyException _) {
            // A first report of the same instance, sent twice or to two servers, was quicker; the later one counts.
            var _ = write(UPDATE, instance, text);
        }
    }

    private int write(String statement, String instance, String report) {
        return jdbc.sql(statement)
                .param("instance", instance)
                .param("report", report)
                .update();
    }

    /** Forgets an instance that leaves. */
    public void remove(String instance) {
        var _ = jdbc.sql(DELETE).param("instance", instance).update();
    }

    /** Returns the instances that reported not long ago, in the order of their names. */
    public List<LiveReplica> live() {
        List<LiveReplica> live = new ArrayList<>();
        for (Row row : rows()) {
            if (row.age().compareTo(ttl) < 0) {
                addReadable(row, live);
            }
        }
        return List.copyOf(live);
    }

    private List<Row> rows() {
        return jdbc.sql(ALL).query(Row::of).list();
    }

    private static void addReadable(Row row, List<LiveReplica> live) {
        try {
            live.add(new LiveReplica(row.instance(), row.age(), ReportFormat.fromStored(row.report())));
        } catch (BundleException e) {
            log.warn("The report of {} is left out: {}", row.instance(), e.getMessage());
        }
    }

    /** Deletes what was reported by instances that are long gone. */
    public void forgetTheGone() {
        for (Row row : rows()) {
            if (row.age().compareTo(FORGOTTEN) > 0) {
                var _ = jdbc.sql(DELETE_SEEN)
                        .param("instance", row.instance())
                        .param("reportedAt", row.reportedAt())
                        .update();
            }
        }
    }

    /** Returns the age from which on an instance is taken for gone. */
    public Duration ttl() {
        return ttl;
    }
}

package dev.outrank.config.registry;

import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import dev.outrank.registry.VersionState;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the whole registry in one statement: what one statement sees belongs to one revision. */
final class SnapshotReader {

    private static final String EVERYTHING = """
            select s.registry_id, s.revision, m.name, m.active_version,
                   v.version, v.state, v.bundle, v.shards, v.bundle_fingerprint
            from registry_state s
            left join registry_model m on m.created_revision <= s.revision
            left join registry_version v on v.model = m.name
            order by m.created_revision, v.id""";

    private final JdbcClient jdbc;

    SnapshotReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PublishedSnapshot read() {
        return jdbc.sql(EVERYTHING).query(SnapshotReader::assemble);
    }

    private static PublishedSnapshot assemble(ResultSet row) throws SQLException {
        String registryId = "";
        long revision = 0;
        Map<String, OpenModel> models = new LinkedHashMap<>();
        while (row.next()) {
            registryId = row.getString("registry_id");
            revision = row.getLong("revision");
            String name = row.getString("name");
            if (name != null) {
                String active = row.getString("active_version");
                models.computeIfAbsent(name, key -> new OpenModel(active, new ArrayList<>()))
                        .versions
                        .add(version(row));
            }
        }
        List<ModelEntry> entries = models.entrySet().stream()
                .map(model -> new ModelEntry(model.getKey(), model.getValue().active, model.getValue().versions))
                .toList();
        return new PublishedSnapshot(registryId, new RegistrySnapshot(revision, entries));
    }

    private static VersionEntry version(ResultSet row) throws SQLException {
        return new VersionEntry(
                row.getString("version"),
                VersionState.valueOf(row.getString("state")),
                URI.create(row.getString("bundle")),
                URI.create(row.getString("shards")),
                row.getString("bundle_fingerprint"));
    }

    /** A model whose versions are still being collected. */
    private record OpenModel(@Nullable String active, List<VersionEntry> versions) {}
}

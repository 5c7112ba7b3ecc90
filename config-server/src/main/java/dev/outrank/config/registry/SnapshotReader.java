package dev.outrank.config.registry;

import dev.outrank.registry.MemoryMode;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.VersionState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the whole registry in one statement: what one statement sees belongs to one revision. */
final class SnapshotReader {

    private static final String EVERYTHING = """
            select s.registry_id, s.revision, m.name, m.active_version, m.canary_version, m.canary_percent, m.pinned,
                   v.id, v.version, v.state, v.bundle, v.shards, v.bundle_fingerprint, v.memory_mode, v.holders,
                   v.failure, v.state_revision, v.superseded_revision
            from registry_state s
            left join registry_model m on m.created_revision <= s.revision
            left join registry_version v on v.model = m.name
            order by m.created_revision, v.id""";

    private final JdbcClient jdbc;

    SnapshotReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    PublishedSnapshot read() {
        return read(Map.of()).toSnapshot();
    }

    /**
     * Returns everything.
     *
     * @param shards those of each version, by its id; they never change once they are there
     */
    RegistryLife read(Map<Long, List<ShardFacts>> shards) {
        ResultSetExtractor<RegistryLife> assembled = row -> assemble(row, shards);
        return jdbc.sql(EVERYTHING).query(assembled);
    }

    private static RegistryLife assemble(ResultSet row, Map<Long, List<ShardFacts>> shards) throws SQLException {
        String registryId = "";
        long revision = 0;
        Map<String, OpenModel> models = new LinkedHashMap<>();
        while (row.next()) {
            registryId = row.getString("registry_id");
            revision = row.getLong("revision");
            String name = row.getString("name");
            if (name != null) {
                OpenModel model = models.get(name);
                if (model == null) {
                    model = new OpenModel(model(row, name), new ArrayList<>());
                    models.put(name, model);
                }
                model.versions.add(life(version(row, name), shards));
            }
        }
        return new RegistryLife(
                registryId,
                revision,
                models.values().stream().map(OpenModel::close).toList());
    }

    private static RegistryModel model(ResultSet row, String name) throws SQLException {
        return new RegistryModel(
                name,
                row.getString("active_version"),
                row.getString("canary_version"),
                row.getObject("canary_percent", Double.class),
                row.getBoolean("pinned"),
                0);
    }

    private static RegistryVersion version(ResultSet row, String model) throws SQLException {
        return new RegistryVersion(
                row.getLong("id"),
                model,
                row.getString("version"),
                VersionState.valueOf(row.getString("state")),
                row.getString("bundle"),
                row.getString("shards"),
                row.getString("bundle_fingerprint"),
                MemoryMode.valueOf(row.getString("memory_mode")),
                row.getString("holders"),
                row.getString("failure"),
                row.getLong("state_revision"),
                row.getObject("superseded_revision", Long.class));
    }

    private static VersionLife life(RegistryVersion version, Map<Long, List<ShardFacts>> shards) {
        return new VersionLife(
                version.toEntry(),
                version.stateRevision(),
                version.supersededRevision(),
                shards.getOrDefault(version.id(), List.of()));
    }

    /** A model whose versions are still being collected. */
    private record OpenModel(RegistryModel row, List<VersionLife> versions) {

        ModelLife close() {
            ModelEntry entry = new ModelEntry(
                    row.name(),
                    row.activeVersion(),
                    row.canary(),
                    row.pinned(),
                    versions.stream().map(VersionLife::entry).toList());
            return new ModelLife(entry, versions);
        }
    }
}

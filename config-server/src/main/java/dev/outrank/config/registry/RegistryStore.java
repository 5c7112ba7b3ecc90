package dev.outrank.config.registry;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The registry's rows. Every method joins the transaction it is called in. */
final class RegistryStore {

    private static final String LOCKED_STATE =
            "select id, registry_id, revision from registry_state where id = :id for update";

    private final JdbcAggregateOperations rows;
    private final JdbcClient jdbc;

    RegistryStore(JdbcAggregateOperations rows, JdbcClient jdbc) {
        this.rows = rows;
        this.jdbc = jdbc;
    }

    /** Gives a new database its identity; does nothing when it has one. */
    void initialize() {
        if (rows.findById(RegistryState.ONLY, RegistryState.class) != null) {
            return;
        }
        try {
            rows.insert(new RegistryState(RegistryState.ONLY, UUID.randomUUID().toString(), null));
        } catch (DuplicateKeyException _) {
            // Another instance on the same database was quicker; its identity counts.
        }
    }

    RegistryState state() {
        RegistryState state = rows.findById(RegistryState.ONLY, RegistryState.class);
        if (state == null) {
            throw missingState();
        }
        return state;
    }

    private static IllegalStateException missingState() {
        return new IllegalStateException("registry_state: no row (expected: one, made when the server starts)");
    }

    /**
     * Waits until no other transaction has the state, and keeps it from others until this transaction ends. Readers are not kept.
     *
     * @throws org.springframework.dao.TransientDataAccessException if the database gave up waiting
     */
    RegistryState lockState() {
        return jdbc.sql(LOCKED_STATE)
                .param("id", RegistryState.ONLY)
                .query(RegistryState.class)
                .optional()
                .orElseThrow(RegistryStore::missingState);
    }

    /**
     * Appends a revision.
     *
     * @param state as {@link #lockState()} gave it to this transaction
     */
    Revision append(RegistryState state, RegistryRevision revision) {
        long next = rows.update(state).currentRevision();
        return rows.insert(revision.numbered(next)).toRevision();
    }

    Optional<RegistryModel> model(String name) {
        return Optional.ofNullable(rows.findById(name, RegistryModel.class));
    }

    /** Returns a model, or fails with an {@link UnknownEntryException}. */
    RegistryModel requireModel(String name) {
        return model(name).orElseThrow(() -> UnknownEntryException.model(name));
    }

    /** Returns a version, or fails with an {@link UnknownEntryException}. */
    RegistryVersion requireVersion(String model, String version) {
        return version(model, version).orElseThrow(() -> UnknownEntryException.version(model, version));
    }

    void insert(RegistryModel model) {
        rows.insert(model);
    }

    void update(RegistryModel model) {
        rows.update(model);
    }

    Optional<RegistryVersion> version(String model, String version) {
        return rows.findOne(query(where("model").is(model).and(where("version").is(version))), RegistryVersion.class);
    }

    /** Inserts a version, and returns it with its id. */
    RegistryVersion insert(RegistryVersion version) {
        return rows.insert(version);
    }

    /** Inserts what is known of a version's shards. */
    void insertShards(RegistryVersion version, List<ShardFacts> shards) {
        long id = requireNonNull(version.id());
        shards.forEach(facts -> rows.insert(RegistryShard.of(id, facts)));
    }

    /** Returns the shards of a version, in their order; none for one that was registered before they were kept. */
    List<ShardFacts> shards(RegistryVersion version) {
        long id = requireNonNull(version.id());
        Query ofVersion = query(where("versionId").is(id)).sort(Sort.by("shard"));
        return rows.findAll(ofVersion, RegistryShard.class).stream()
                .map(RegistryShard::facts)
                .toList();
    }

    /** Returns the shards of all versions, by the version's id. */
    Map<Long, List<ShardFacts>> shards() {
        return rows.findAll(RegistryShard.class, Sort.by("shard")).stream()
                .collect(groupingBy(RegistryShard::versionId, mapping(RegistryShard::facts, toList())));
    }

    /** Returns all versions of a model, in the order of their registration. */
    List<RegistryVersion> versions(String model) {
        return rows.findAll(query(where("model").is(model)).sort(Sort.by("id")), RegistryVersion.class);
    }

    void update(RegistryVersion version) {
        rows.update(version);
    }

    /** Returns the oldest revisions above {@code after}, the oldest first. */
    List<Revision> revisionsAfter(long after, int limit) {
        return revisions(where("revision").greaterThan(after), Sort.by("revision"), limit);
    }

    /** Returns the newest revisions below {@code before}, the newest first. */
    List<Revision> revisions(long before, int limit) {
        return revisions(where("revision").lessThan(before), Sort.by("revision").descending(), limit);
    }

    private List<Revision> revisions(Criteria which, Sort order, int limit) {
        return rows.findAll(query(which).sort(order).limit(Limit.of(limit).max()), RegistryRevision.class).stream()
                .map(RegistryRevision::toRevision)
                .toList();
    }
}

package dev.outrank.config.registry;

import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;

/** The registry's rows. Every method joins the transaction it is called in. */
final class RegistryStore {

    private final JdbcAggregateOperations rows;

    RegistryStore(JdbcAggregateOperations rows) {
        this.rows = rows;
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
            throw new IllegalStateException("registry_state: no row (expected: one, made when the server starts)");
        }
        return state;
    }

    /**
     * Appends a revision.
     *
     * @param state as it was read when this transaction began
     * @throws org.springframework.dao.OptimisticLockingFailureException if another change was made since
     */
    long append(RegistryState state, RegistryRevision revision) {
        long next = rows.update(state).currentRevision();
        rows.insert(new RegistryRevision(
                next,
                revision.changedAt(),
                revision.author(),
                revision.reason(),
                revision.action(),
                revision.model(),
                revision.version()));
        return next;
    }

    Optional<RegistryModel> model(String name) {
        return Optional.ofNullable(rows.findById(name, RegistryModel.class));
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

    void insert(RegistryVersion version) {
        rows.insert(version);
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

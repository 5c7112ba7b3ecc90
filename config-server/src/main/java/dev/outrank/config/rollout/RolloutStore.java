package dev.outrank.config.rollout;

import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Sort;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;

/** The rows of rollouts. Every method joins the transaction it is called in. */
final class RolloutStore {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final JdbcAggregateOperations rows;

    RolloutStore(JdbcAggregateOperations rows) {
        this.rows = rows;
    }

    void insert(Rollout rollout) {
        rows.insert(rollout);
    }

    void update(Rollout rollout) {
        rows.update(rollout);
    }

    List<Rollout> running() {
        return rows.findAll(query(where("state").is(RolloutState.RUNNING)).sort(Sort.by("id")), Rollout.class);
    }

    Optional<Rollout> running(String model) {
        return newest(where("model").is(model).and(where("state").is(RolloutState.RUNNING)));
    }

    Optional<Rollout> newest(String model) {
        return newest(where("model").is(model));
    }

    private Optional<Rollout> newest(Criteria which) {
        return rows.findAll(query(which).sort(NEWEST_FIRST).limit(1), Rollout.class).stream()
                .findFirst();
    }

    long count(RolloutState state) {
        return rows.count(query(where("state").is(state)), Rollout.class);
    }
}

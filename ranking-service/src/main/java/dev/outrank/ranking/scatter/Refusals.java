package dev.outrank.ranking.scatter;

import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.failure.OutrankException;
import dev.outrank.lookup.LookupError;
import dev.outrank.ranking.request.DeadlineExceededException;
import dev.outrank.ranking.request.OverloadedException;
import dev.outrank.ranking.request.ShardUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a shard's refusal into the failure that the caller sees. */
public final class Refusals {

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ScatterPlan plan;

    /** Makes a translator for the answers of one version's shards. */
    public Refusals(ScatterPlan plan) {
        this.plan = plan;
    }

    /** Returns the failure for a shard's refusal of one of this plan's requests. */
    public OutrankException failure(int shard, LookupError error) {
        String service = plan.serviceName(shard);
        return switch (error.code()) {
            case ID_OUT_OF_RANGE -> idOutOfRange(shard, error);
            case UNKNOWN_MODEL, WRONG_SHARD -> new ShardUnavailableException(service + ": " + error.message());
            case INTERNAL -> internal(service, error);
            case EXPIRED -> new DeadlineExceededException(service + ": " + error.message());
            case OVERLOADED -> new OverloadedException(service + ": " + error.message(), RETRY_AFTER);
            case BAD_FRAME -> new InternalException(service + ": refused the frame: " + error.message());
        };
    }

    /** What went wrong inside a shard is for its operators, not for the callers of this service. */
    private static ShardUnavailableException internal(String service, LookupError error) {
        log.warn("{} failed inside, lookup {}: {}", service, error.lookup(), error.message());
        return new ShardUnavailableException(
                service + ": failed inside (expected: an answer; the log of ranking-service says more)");
    }

    private OutrankException idOutOfRange(int shard, LookupError error) {
        String service = plan.serviceName(shard);
        return plan.routeOf(shard, error.lookup())
                .map(route -> idOutOfRange(service, route, error))
                .orElseGet(() -> new ShardUnavailableException(service + ": " + error.message()));
    }

    private static OutrankException idOutOfRange(String service, FeatureRoute route, LookupError error) {
        long rows = route.table().rows();
        if (error.id() >= 0 && error.id() < rows) {
            return new ShardUnavailableException(service + ": does not hold id " + error.id() + " of table '"
                    + route.table().name() + "' (expected: the rows of the plan)");
        }
        return route.outOfRange(error.id());
    }
}

package dev.outrank.ranking.http;

import dev.outrank.ranking.request.DefaultedTable;
import dev.outrank.ranking.request.RankingAnswer;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.telemetry.trace.RequestSpan;
import dev.outrank.telemetry.trace.SpanAttribute;
import java.util.stream.Collectors;

/** What the server's span of a request says about the request; nothing where it is not sampled. */
final class RequestTraces {

    private RequestTraces() {}

    /** The span ends before anybody hears that the caller has left; so that is how it ends until another end is known. */
    static void chosen(RequestSpan span, ServedModel model) {
        span.tag(SpanAttribute.OUTCOME, "cancelled");
        span.tag(SpanAttribute.MODEL, model.name());
        span.tag(SpanAttribute.VERSION, model.version());
    }

    /** Names the shards that were lost, and the tables that have defaults. */
    static void answered(RequestSpan span, RankingAnswer answer) {
        if (!span.isSampled()) {
            return;
        }
        span.tag(SpanAttribute.OUTCOME, answer.degraded() ? "degraded" : "ok");
        if (!answer.lostShards().isEmpty()) {
            span.tag(SpanAttribute.LOST_SHARDS, String.join(",", answer.lostShards()));
        }
        if (!answer.defaulted().isEmpty()) {
            span.tag(
                    SpanAttribute.DEFAULTED_TABLES,
                    answer.defaulted().stream().map(DefaultedTable::table).collect(Collectors.joining(",")));
            span.tag(
                    SpanAttribute.DEFAULTED_IDS,
                    answer.defaulted().stream().mapToLong(DefaultedTable::ids).sum());
        }
    }
}

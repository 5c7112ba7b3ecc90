package dev.outrank.ranking.lookup;

import dev.outrank.lookup.LookupAnswer;
import dev.outrank.lookup.LookupRequest;
import dev.outrank.telemetry.trace.RequestSpan;
import io.opentelemetry.api.trace.Tracer;
import java.util.function.Function;
import reactor.core.publisher.Flux;

/** Gives each lookup of a sampled request a span, which its frame carries to the shard. Owns the client that it asks. */
public final class TracedEmbeddingClient implements EmbeddingClient {

    private final EmbeddingClient client;
    private final Tracer tracer;

    /** Traces what a client is asked. */
    public TracedEmbeddingClient(EmbeddingClient client, Tracer tracer) {
        this.client = client;
        this.tracer = tracer;
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request) {
        return perhapsTraced(request, client::lookup);
    }

    @Override
    public Flux<LookupAnswer> lookup(LookupRequest request, CallObserver observer) {
        return perhapsTraced(request, named -> client.lookup(named, observer));
    }

    private Flux<LookupAnswer> perhapsTraced(LookupRequest request, Function<LookupRequest, Flux<LookupAnswer>> call) {
        return Flux.deferContextual(context -> {
            RequestSpan parent = RequestSpan.of(context);
            return parent.isSampled() ? traced(request, parent, call) : call.apply(request);
        });
    }

    private Flux<LookupAnswer> traced(
            LookupRequest request, RequestSpan parent, Function<LookupRequest, Flux<LookupAnswer>> call) {
        LookupSpan span = LookupSpan.begin(tracer, parent, request);
        return call.apply(span.named(request))
                .doOnNext(span::answered)
                .doFinally(span::end)
                .contextWrite(span::into);
    }

    @Override
    public void close() {
        client.close();
    }
}

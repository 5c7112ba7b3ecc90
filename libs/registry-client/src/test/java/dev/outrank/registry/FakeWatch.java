package dev.outrank.registry;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A watch that says what it is told, and to those who come later the last of it. */
final class FakeWatch implements RevisionWatch {

    private Sinks.Many<Word> sink = Sinks.many().multicast().directBestEffort();
    private @Nullable Word last;
    private int opened;

    void says(String registry, long revision) {
        last = new Word.At(registry, revision);
        sink.tryEmitNext(last);
    }

    void saysUnchanged() {
        sink.tryEmitNext(new Word.Unchanged());
    }

    /** Ends the connection; the next says nothing until it is told. */
    void ends() {
        Sinks.Many<Word> before = sink;
        sink = Sinks.many().multicast().directBestEffort();
        last = null;
        before.tryEmitComplete();
    }

    int opened() {
        return opened;
    }

    @Override
    public Flux<Word> words() {
        opened++;
        Flux<Word> words = sink.asFlux();
        return last == null ? words : words.startWith(last);
    }
}

package dev.outrank.config.registry.http;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.RegistryPosition;
import dev.outrank.config.registry.Revision;
import dev.outrank.config.registry.RevisionFeed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All who watch the registry, each on a virtual thread of its own: a slow one holds up nobody. They end when the server stops. Thread-safe. */
final class Watches implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Watches.class);

    private static final long WITHOUT_END = 0L;

    /** So many times in a row, and the database has gone back. */
    private static final int MOST_OVERTAKEN = 3;

    /** At most so many revisions are read at a time. */
    private static final int PAGE = 100;

    private final ModelRegistry registry;
    private final RevisionFeed feed;
    private final Duration heartbeat;
    private final int most;
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean running;

    /**
     * Makes a place for watches.
     *
     * @param heartbeat time after which a watch is told that nothing was changed
     * @param most how many may watch at a time
     */
    Watches(ModelRegistry registry, RevisionFeed feed, Duration heartbeat, int most) {
        this.registry = registry;
        this.feed = feed;
        this.heartbeat = heartbeat;
        this.most = most;
    }

    /**
     * Opens a watch.
     *
     * @throws TooManyWatchesException where there are too many
     */
    SseEmitter open(WatchStart start) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            throw new TooManyWatchesException(most);
        }
        SseEmitter emitter = new SseEmitter(WITHOUT_END);
        Thread.ofVirtual().name("registry-watch").start(() -> {
            try {
                send(start, emitter);
            } catch (IOException e) {
                log.debug("A watch has left: {}", e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.warn("A watch ends early, and will come again: {}", e.getMessage());
            } finally {
                // Whatever it was: without this the response would stay open for ever.
                emitter.complete();
                open.decrementAndGet();
            }
        });
        return emitter;
    }

    /** Sends until the watcher leaves, the server stops, the database does not answer, or it is another one by now, or an older copy: then whoever watches begins anew. */
    private void send(WatchStart start, SseEmitter emitter) throws IOException, InterruptedException {
        RegistryPosition current = feed.now();
        emitter.send(SseEmitter.event().name("current").data(current, MediaType.APPLICATION_JSON));
        RegistryPosition sent = start.in(current);
        @Nullable RegistryPosition next = current;
        int overtaken = 0;
        while (next != null && next.registry().equals(sent.registry()) && overtaken < MOST_OVERTAKEN) {
            // Now and then the feed was asked before the last revision was made, and says so after.
            overtaken = next.revision() < sent.revision() ? overtaken + 1 : 0;
            if (next.equals(sent)) {
                emitter.send(SseEmitter.event().comment("unchanged"));
            } else if (overtaken == 0) {
                sent = sent.at(sendBehind(sent, emitter));
            }
            next = feed.awaitOther(sent, heartbeat);
        }
    }

    /** Sends all revisions behind a position; returns the last. */
    private long sendBehind(RegistryPosition sent, SseEmitter emitter) throws IOException {
        long last = sent.revision();
        List<Revision> page = registry.revisionsAfter(last, PAGE);
        while (!page.isEmpty()) {
            for (Revision revision : page) {
                last = revision.revision();
                emitter.send(SseEmitter.event()
                        .id(sent.at(last).tag())
                        .name("revision")
                        .data(revision, MediaType.APPLICATION_JSON));
            }
            page = registry.revisionsAfter(last, PAGE);
        }
        return last;
    }

    /** Returns how many watch. */
    int count() {
        return open.get();
    }

    @Override
    public void start() {
        feed.reopen();
        running = true;
    }

    /** Before the server waits for its last requests, which these would be. */
    @Override
    public void stop() {
        running = false;
        feed.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

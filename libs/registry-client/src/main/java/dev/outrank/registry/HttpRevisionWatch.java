package dev.outrank.registry;

import dev.outrank.bundle.failure.OutrankException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The registry's server-sent events over HTTP. Takes the numbers of revisions alone: what they changed is in the snapshot. */
final class HttpRevisionWatch implements RevisionWatch {

    /** Three times the server's heartbeat. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};

    private final WebClient client;
    private final URI url;

    HttpRevisionWatch(RegistrySettings settings, WebClient.Builder builder) {
        this.url = settings.watchUrl();
        this.client = builder.clone().filter(new HeapBodies()).build();
    }

    @Override
    public Flux<Word> words() {
        return client.get()
                .uri(url)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchangeToFlux(this::read)
                .timeout(SILENCE)
                .onErrorMap(e -> !(e instanceof OutrankException), this::explain);
    }

    private Flux<Word> read(ClientResponse response) {
        boolean events = response.headers()
                .contentType()
                .filter(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)
                .isPresent();
        if (!response.statusCode().isSameCodeAs(HttpStatus.OK) || !events) {
            return response.releaseBody()
                    .thenMany(Flux.error(new RegistryException(
                            url + ": status " + response.statusCode().value() + " (expected: 200 and events)")));
        }
        return response.bodyToFlux(EVENT).concatMap(event -> Mono.justOrEmpty(word(event)));
    }

    /** Events of other names are those of a newer server. */
    private Optional<Word> word(ServerSentEvent<String> event) {
        String name = event.event();
        String data = event.data();
        if (name == null || data == null) {
            return Optional.of(new Word.Unchanged());
        }
        return switch (name) {
            case "current" -> Optional.of(SnapshotFormat.parsePosition(data, url.toString()));
            case "revision" -> Optional.of(position(event.id()));
            default -> Optional.empty();
        };
    }

    private Word position(@Nullable String id) {
        String text = String.valueOf(id);
        int dot = text.lastIndexOf('.');
        try {
            return new Word.At(text.substring(0, Math.max(0, dot)), Long.parseLong(text.substring(dot + 1)));
        } catch (NumberFormatException e) {
            throw new RegistryException(url + ": id '" + text + "' of an event (expected: registry.revision)", e);
        }
    }

    private RegistryException explain(Throwable failure) {
        String reason = failure instanceof TimeoutException ? "nothing for " + SILENCE : failure.getMessage();
        return new RegistryException(url + ": " + reason, failure);
    }
}

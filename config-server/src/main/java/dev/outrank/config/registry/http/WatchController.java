package dev.outrank.config.registry.http;

import dev.outrank.config.registry.InvalidFieldException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Revisions as they are made. */
@RestController
@RequestMapping("/registry/v1/watch")
@Tag(name = "reading")
class WatchController {

    private static final String LAST_EVENT = "Last-Event-ID";

    private final Watches watches;

    WatchController(Watches watches) {
        this.watches = watches;
    }

    @Operation(
            summary = "Revisions as they are made, as server-sent events",
            description =
                    "First an event `current` that says where the registry is, then an event `revision` for each revision behind the one that is asked for, in order, the past ones at"
                            + " once. Its id is the registry's identity, a dot and the number: sent back as Last-Event-ID the watch goes on there. Comments tell that nothing was changed.")
    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watch(
            @Parameter(description = "the last revision that is known; without it, revisions from now on")
                    @RequestParam(required = false)
                    @Nullable
                    Long after,
            @RequestHeader(name = LAST_EVENT, required = false) @Nullable String lastEventId) {
        return watches.open(lastEventId == null || lastEventId.isBlank() ? start(after) : resumed(lastEventId));
    }

    private static WatchStart start(@Nullable Long after) {
        if (after != null && after < 0) {
            throw new InvalidFieldException("after", after + " (expected: a revision, at least 0)");
        }
        return new WatchStart(null, after);
    }

    private static WatchStart resumed(String id) {
        int dot = id.lastIndexOf('.');
        try {
            return new WatchStart(id.substring(0, Math.max(0, dot)), Long.parseLong(id.substring(dot + 1)));
        } catch (NumberFormatException e) {
            throw new InvalidFieldException(
                    LAST_EVENT, "'" + id + "' (expected: the id of an event of this watch, registry.revision)", e);
        }
    }
}

package dev.outrank.config.registry.http;

import dev.outrank.config.registry.Changed;
import dev.outrank.config.registry.ModelRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The changes of which version answers which requests. */
@RestController
@RequestMapping("/registry/v1/models/{model}")
@Tag(name = "changes")
class TrafficController {

    private final ModelRegistry registry;

    TrafficController(ModelRegistry registry) {
        this.registry = registry;
    }

    @Operation(
            summary = "Tries a version on some requests",
            description =
                    "Of those that name no version, by their keys. It must be READY. Replaces an earlier percentage.")
    @PostMapping("/versions/{version}/canary")
    Changed canary(
            @PathVariable String model, @PathVariable String version, @Valid @RequestBody CanaryRequest request) {
        return registry.canary(model, request.toCanary(version), request.note());
    }

    @Operation(
            summary = "Gives all requests back to the active version",
            description = "A rollout that runs is stopped.")
    @PostMapping("/canary/end")
    Changed endCanary(@PathVariable String model, @Valid @RequestBody ChangeRequest request) {
        return registry.endCanary(model, request.note());
    }

    @Operation(
            summary = "Goes back",
            description =
                    "Where a canary or rollout runs and no version is named, that is ended. Else the named version, or the newest superseded one that is READY, becomes the active one. With from, it may be asked for again after a lost answer.")
    @PostMapping("/rollback")
    Changed rollback(@PathVariable String model, @Valid @RequestBody RollbackRequest request) {
        return registry.rollback(model, request.version(), request.from(), request.note());
    }

    @Operation(
            summary = "Fixes which version answers",
            description = "Until it is unpinned, every change of the traffic is refused, save the end of a canary.")
    @PostMapping("/pin")
    Changed pin(@PathVariable String model, @Valid @RequestBody ChangeRequest request) {
        return registry.pin(model, request.note());
    }

    @Operation(summary = "Allows changes of the traffic again")
    @PostMapping("/unpin")
    Changed unpin(@PathVariable String model, @Valid @RequestBody ChangeRequest request) {
        return registry.unpin(model, request.note());
    }
}

package dev.outrank.config.rollout.http;

import dev.outrank.config.registry.Changed;
import dev.outrank.config.rollout.RolloutReadings;
import dev.outrank.config.rollout.RolloutStatus;
import dev.outrank.config.rollout.Rollouts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rollouts. */
@RestController
@RequestMapping("/registry/v1/models/{model}")
@Tag(
        name = "rollouts",
        description = "A version is given more and more requests, and taken back by itself where it does worse.")
class RolloutController {

    private final Rollouts rollouts;
    private final RolloutReadings readings;

    RolloutController(Rollouts rollouts, RolloutReadings readings) {
        this.rollouts = rollouts;
        this.readings = readings;
    }

    @Operation(
            summary = "Starts a rollout",
            description =
                    "The version must be READY. Each step is a revision, and so is the end. Ended by canary/end and rollback.")
    @PostMapping("/versions/{version}/rollout")
    Changed start(
            @PathVariable String model, @PathVariable String version, @Valid @RequestBody RolloutRequest request) {
        return rollouts.start(model, request.toPlan(version), request.note());
    }

    @Operation(
            summary = "The newest rollout",
            description = "With what the server that answers saw of both versions in this step.")
    @GetMapping("/rollout")
    RolloutStatus newest(@PathVariable String model) {
        return readings.newest(model);
    }
}

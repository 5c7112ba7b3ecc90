package dev.outrank.config.registry.http;

import dev.outrank.config.registry.Changed;
import dev.outrank.config.registry.ModelRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** The changes of versions. */
@RestController
@RequestMapping("/registry/v1/models/{model}/versions")
@Tag(name = "changes", description = "Each makes a revision, with its author and reason.")
class RegistryController {

    private final ModelRegistry registry;

    RegistryController(ModelRegistry registry) {
        this.registry = registry;
    }

    @Operation(
            summary = "Registers a version",
            description = "Opens bundle, plan and shard headers, and refuses what does not fit.")
    @PostMapping
    ResponseEntity<Changed> register(@PathVariable String model, @Valid @RequestBody RegisterRequest request) {
        Changed changed = registry.register(request.toRegistration(model), request.note());
        URI location = UriComponentsBuilder.fromPath("/registry/v1/models/{model}/versions/{version}")
                .encode()
                .buildAndExpand(model, changed.version().version())
                .toUri();
        return ResponseEntity.created(location).body(changed);
    }

    @Operation(
            summary = "Asks the services to load a version",
            description = "It becomes READY when every shard and every ranking has it, or FAILED with the reason.")
    @PostMapping("/{version}/load")
    Changed load(@PathVariable String model, @PathVariable String version, @Valid @RequestBody ChangeRequest request) {
        return registry.load(model, version, request.note());
    }

    @Operation(
            summary = "Makes a version the active one",
            description =
                    "It must be READY, unless it is the model's first. The one before stays READY, to go back to.")
    @PostMapping("/{version}/activate")
    Changed activate(
            @PathVariable String model, @PathVariable String version, @Valid @RequestBody ChangeRequest request) {
        return registry.activate(model, version, request.note());
    }

    @Operation(
            summary = "Gives a version up for good",
            description = "Neither the active one nor the canary. It is RETIRED after its last request.")
    @PostMapping("/{version}/retire")
    Changed retire(
            @PathVariable String model, @PathVariable String version, @Valid @RequestBody ChangeRequest request) {
        return registry.retire(model, version, request.note());
    }
}

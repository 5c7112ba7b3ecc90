package dev.outrank.config.registry.http;

import dev.outrank.config.registry.InvalidFieldException;
import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.registry.PublishedSnapshot;
import dev.outrank.registry.ModelEntry;
import dev.outrank.registry.RegistrySnapshot;
import dev.outrank.registry.VersionEntry;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What the registry knows. */
@RestController
@RequestMapping("/registry")
@Tag(name = "reading")
class RegistryReadController {

    /** Names the registry's database; changes only when that is made anew. Clients tell by it a new registry from an old answer. */
    static final String REGISTRY_HEADER = "Outrank-Registry";

    private static final int MAX_REVISIONS = 1000;

    private final ModelRegistry registry;

    RegistryReadController(ModelRegistry registry) {
        this.registry = registry;
    }

    @Operation(
            summary = "Everything at the current revision",
            description = "What services poll: send the ETag in If-None-Match and get 304 while nothing changed.")
    @GetMapping("/v1/snapshot")
    @Nullable
    ResponseEntity<RegistrySnapshot> snapshot(@Parameter(hidden = true) WebRequest request) {
        PublishedSnapshot published = registry.snapshot();
        if (request.checkNotModified(published.tag())) {
            return null;
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .header(REGISTRY_HEADER, published.registryId())
                .body(published.snapshot());
    }

    @Operation(summary = "All models")
    @GetMapping("/v1/models")
    ModelList models() {
        return new ModelList(registry.snapshot().snapshot().models());
    }

    @Operation(summary = "One model")
    @GetMapping("/v1/models/{model}")
    ModelEntry model(@PathVariable String model) {
        return registry.model(model);
    }

    @Operation(summary = "One version")
    @GetMapping("/v1/models/{model}/versions/{version}")
    VersionEntry version(@PathVariable String model, @PathVariable String version) {
        return registry.version(model, version);
    }

    @Operation(summary = "What was changed, by whom and why", description = "The newest first, a page at a time.")
    @GetMapping("/v1/revisions")
    RevisionList revisions(
            @Parameter(description = "only revisions below this number") @RequestParam(required = false) @Nullable
                    Long before,
            @Parameter(description = "at most so many, 1 to 1000") @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_REVISIONS) {
            throw new InvalidFieldException("limit", limit + " (expected: 1 to " + MAX_REVISIONS + ")");
        }
        return new RevisionList(registry.revisions(before == null ? Long.MAX_VALUE : before, limit));
    }

    /** Without it, Spring Cloud Config would take the address for an application, a profile and a label; hence the three patterns. */
    @Hidden
    @GetMapping({"/{first}", "/{first}/{second}", "/**"})
    void unknown(HttpServletRequest request) throws NoResourceFoundException {
        throw new NoResourceFoundException(
                HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), request.getRequestURI());
    }
}

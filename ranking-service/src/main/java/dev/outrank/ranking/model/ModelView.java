package dev.outrank.ranking.model;

import dev.outrank.ranking.request.ModelNotReadyException;
import dev.outrank.ranking.request.ServedModel;
import dev.outrank.ranking.request.UnknownModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One model as requests see it. Immutable.
 *
 * @param name the model's name
 * @param activeVersion the version for requests that name none, or null while there is none
 * @param canary which requests that name no version go to another one instead, or null while none do
 * @param versions in the registry's order
 */
record ModelView(
        String name,
        @Nullable String activeVersion,
        @Nullable CanarySplit canary,
        Map<String, VersionStatus> versions) {

    ModelView {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /** Returns the version that answers a request that names none: the active one also where the canary is not loaded here. */
    ServedModel choose(String routingKey) {
        if (canary != null
                && versions.get(canary.version()) instanceof VersionStatus.Serving(LoadedModel model)
                && canary.takes(routingKey)) {
            return model;
        }
        return require(null);
    }

    ServedModel require(@Nullable String version) {
        String wanted = version == null ? activeVersion : version;
        if (wanted == null) {
            throw new ModelNotReadyException(
                    "model '" + name + "': no active version (expected: one that the registry activated)");
        }
        VersionStatus status = versions.get(wanted);
        return switch (status) {
            case null ->
                throw new UnknownModelException("version: '" + wanted + "' of model '" + name + "' (expected: one of "
                        + versions.keySet() + ")");
            case VersionStatus.Serving(LoadedModel model) -> model;
            case VersionStatus.Loading() ->
                throw new ModelNotReadyException(
                        "model '" + name + "' version '" + wanted + "': loading (expected: ready in a moment)");
            case VersionStatus.Failed(String reason) ->
                throw new ModelNotReadyException("model '" + name + "' version '" + wanted
                        + "': could not be loaded (expected: see the service's health): " + reason);
        };
    }

    List<String> served() {
        List<String> served = new ArrayList<>();
        versions.forEach((version, status) -> {
            if (status instanceof VersionStatus.Serving) {
                served.add(version);
            }
        });
        return served;
    }
}

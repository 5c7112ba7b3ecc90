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
 * @param versions in the registry's order
 */
record ModelView(String name, @Nullable String activeVersion, Map<String, VersionStatus> versions) {

    ModelView {
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
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

    /** Returns this model with the versions of {@code news} that it has not. */
    ModelView with(ModelView news) {
        Map<String, VersionStatus> all = new LinkedHashMap<>(versions);
        news.versions().forEach(all::putIfAbsent);
        return new ModelView(name, activeVersion, all);
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

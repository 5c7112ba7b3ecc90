package dev.outrank.config.registry;

import java.net.URI;
import java.nio.file.Path;

/**
 * A version to be registered.
 *
 * @param model the model's name, the one in the bundle's manifest
 * @param version the new version's name
 * @param bundle the bundle's directory
 * @param shards the directory with {@code plan.json} and the packed shards, {@code file:}, {@code http:}, {@code https:} or {@code s3:}
 */
public record Registration(String model, String version, Path bundle, URI shards) {}

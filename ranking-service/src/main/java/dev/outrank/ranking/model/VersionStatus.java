package dev.outrank.ranking.model;

/** What became of a version here. */
sealed interface VersionStatus {

    /**
     * It answers.
     *
     * @param model the loaded version
     */
    record Serving(LoadedModel model) implements VersionStatus {}

    /** It is being loaded. */
    record Loading() implements VersionStatus {}

    /**
     * It could not be loaded.
     *
     * @param reason why
     */
    record Failed(String reason) implements VersionStatus {}
}

package dev.outrank.registry;

/**
 * A version that is tried on some of a model's requests.
 *
 * @param version its name
 * @param percent of the requests that name no version, above 0 and at most 100; which ones is a matter of their keys, and who is among them at one percentage is so at each higher one
 */
public record Canary(String version, double percent) {

    public Canary {
        Required.text("canary.version", version);
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("canary.percent: " + percent + " (expected: above 0, at most 100)");
        }
    }
}

package dev.outrank.workbench.chaos;

/**
 * How questions are put.
 *
 * @param model that is asked
 * @param demandsWhole whether a degraded answer is refused beforehand
 */
record Asking(String model, boolean demandsWhole) {

    byte[] body(Question question) {
        return demandsWhole ? question.wholeBody() : question.body();
    }

    String path() {
        return "/v1/models/" + model + ":rank";
    }
}

package dev.outrank.workbench.demo;

/** The two HTTP interfaces for scores. */
enum Interface {
    /** {@code POST /v1/models/{model}:rank}. */
    RANK("rank") {
        @Override
        String path(String model) {
            return "/v1/models/" + model + ":rank";
        }

        @Override
        String body(SampleRequest request) {
            return RankJson.body(request);
        }

        @Override
        double[] scores(String answer) {
            return RankJson.scores(answer);
        }
    },
    /** {@code POST /v2/models/{model}/infer}. */
    INFER("infer") {
        @Override
        String path(String model) {
            return "/v2/models/" + model + "/infer";
        }

        @Override
        String body(SampleRequest request) {
            return InferJson.body(request);
        }

        @Override
        double[] scores(String answer) {
            return InferJson.scores(answer);
        }
    };

    private final String label;

    Interface(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract String path(String model);

    abstract String body(SampleRequest request);

    /** Returns the scores of an answer in the order of the candidates. */
    abstract double[] scores(String answer);
}

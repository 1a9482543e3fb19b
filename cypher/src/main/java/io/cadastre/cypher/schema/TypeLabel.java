package io.cadastre.cypher.schema;

/** The label that the nodes of an entity type have beside those of its classes. */
public final class TypeLabel {
    private TypeLabel() {}

    /** The name in PascalCase, for example {@code GithubRepo} of {@code github_repo}. */
    public static String of(String type) {
        StringBuilder label = new StringBuilder();
        for (String word : type.split("_")) {
            if (!word.isEmpty()) {
                label.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
            }
        }
        return label.toString();
    }
}

package io.cadastre.connectors.github;

import io.cadastre.connectors.github.model.GithubBranch;
import io.cadastre.connectors.github.model.GithubBranchProtection;
import io.cadastre.connectors.github.model.GithubDeployKey;
import io.cadastre.connectors.github.model.GithubIssue;
import io.cadastre.connectors.github.model.GithubOrganization;
import io.cadastre.connectors.github.model.GithubPullRequest;
import io.cadastre.connectors.github.model.GithubRepository;
import io.cadastre.connectors.github.model.GithubSecret;
import io.cadastre.connectors.github.model.GithubTeam;
import io.cadastre.connectors.github.model.GithubUser;
import io.cadastre.connectors.github.model.GithubWebhook;
import io.cadastre.spi.Config;
import io.cadastre.spi.ConnectorDefinition;
import io.cadastre.spi.ConnectorException;
import io.cadastre.spi.ConnectorModule;
import io.cadastre.spi.Installation;
import io.cadastre.spi.credential.Credentials;
import io.cadastre.spi.model.Schema;

/** Reads an organisation at GitHub: people, teams, repositories and who may do what with them. */
public final class GithubConnector implements ConnectorModule {
    public static final Schema SCHEMA = Schema.of(
                    "github",
                    GithubOrganization.TYPE,
                    GithubUser.TYPE,
                    GithubTeam.TYPE,
                    GithubRepository.TYPE,
                    GithubBranch.TYPE,
                    GithubBranchProtection.TYPE,
                    GithubWebhook.TYPE,
                    GithubDeployKey.TYPE,
                    GithubSecret.TYPE,
                    GithubIssue.TYPE,
                    GithubPullRequest.TYPE)
            .rootedAt(GithubOrganization.TYPE);

    private static final ConnectorDefinition DEFINITION = ConnectorDefinition.of(
                    "github",
                    "GitHub",
                    "An organisation at GitHub or GitHub Enterprise Server: people, teams, repositories, branches and"
                            + " their protection, webhooks, deploy keys and the names of secrets.",
                    SCHEMA)
            .icon("M6 3v12M6 15a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 3a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM18 9a9 9 0 0 1-9 9")
            .permissions(
                    GithubApi.MEMBERS,
                    GithubApi.METADATA,
                    GithubApi.CONTENTS + ", for branches",
                    GithubApi.ADMINISTRATION + ", for protections and deploy keys",
                    GithubApi.WEBHOOKS + " and " + GithubApi.ORGANIZATION_WEBHOOKS,
                    GithubApi.SECRETS + " and " + GithubApi.ORGANIZATION_SECRETS + ", for their names",
                    GithubApi.ISSUES + ", if they are read",
                    "To see who lacks a second factor: a token of " + GithubApi.OWNER)
            .config(
                    GithubSettings.BASE_URL,
                    GithubSettings.ORGANIZATION,
                    GithubSettings.APP_INSTALLATION,
                    GithubSettings.REPOSITORY_QUERY,
                    GithubSettings.ISSUES,
                    GithubSettings.LEFT_OUT)
            .credentials(GithubAccess.TOKEN, GithubAccess.APP)
            .onboarding(GithubOnboarding.flow());

    @Override
    public ConnectorDefinition definition() {
        return DEFINITION;
    }

    @Override
    public Installation initialise(Config config, Credentials credentials) throws ConnectorException {
        GithubSettings settings = GithubSettings.of(config);
        return new GithubInstallation(settings, GithubAccess.auth(config, credentials, settings.baseUrl()));
    }
}

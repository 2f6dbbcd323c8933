package io.mxcp.providers.oauth2;

import java.util.Map;

/** What SQL may learn of a person by {@code get_user_fact(name)}: all names that our providers use, and what stands there. */
public enum Fact {
    /** The subject at GitHub. */
    GITHUB_ID("github.id", "The number of the account, which never changes."),
    /** The username at GitHub. */
    GITHUB_LOGIN("github.login", "The login of now; it may be renamed, and pass to somebody else."),
    /** The picture at GitHub. */
    GITHUB_AVATAR_URL("github.avatar_url", "Where the person's picture is."),
    /** The Workspace domain. */
    GOOGLE_HD("google.hd", "The Google Workspace domain of the account; absent for private accounts."),
    /** The first name at Google. */
    GOOGLE_GIVEN_NAME("google.given_name", "The first name."),
    /** The family name at Google. */
    GOOGLE_FAMILY_NAME("google.family_name", "The family name."),
    /** The language at Google. */
    GOOGLE_LOCALE("google.locale", "The person's language."),
    /** What the person unticked. */
    GOOGLE_WITHHELD_SCOPES(
            "google.withheld_scopes",
            "Scopes that were asked for and not granted, separated by spaces; absent if none."),
    /** The subject at Atlassian. */
    ATLASSIAN_ACCOUNT_ID("atlassian.account_id", "The account, which never changes."),
    /** The site to call. */
    ATLASSIAN_CLOUD_ID(
            "atlassian.cloud_id", "The ID of the configured site, or of the only one; absent if there are several."),
    /** The address of that site. */
    ATLASSIAN_SITE_URL("atlassian.site_url", "The address of that site, for people."),
    /** All sites. */
    ATLASSIAN_SITES("atlassian.sites", "All sites that the person let us use: a JSON list of {id, name, url}."),
    /** Where a person's data are. */
    SALESFORCE_INSTANCE_URL("salesforce.instance_url", "The address of the organisation, where its API is."),
    /** The organisation. */
    SALESFORCE_ORGANIZATION_ID("salesforce.organization_id", "The ID of the organisation."),
    /** The person in it. */
    SALESFORCE_USER_ID("salesforce.user_id", "The ID of the person in the organisation."),
    /** The picture at Salesforce. */
    SALESFORCE_PICTURE("salesforce.picture", "Where the person's picture is."),
    /** The realm. */
    KEYCLOAK_REALM("keycloak.realm", "The name of the realm."),
    /** Roles at Keycloak. */
    KEYCLOAK_ROLES("keycloak.roles", "The roles: a JSON list of texts; those of a client as CLIENT:role."),
    /** Groups at Keycloak. */
    KEYCLOAK_GROUPS(
            "keycloak.groups", "The groups: a JSON list of texts; needs a group membership mapper in Keycloak."),
    /** The first name at Keycloak. */
    KEYCLOAK_GIVEN_NAME("keycloak.given_name", "The first name."),
    /** The family name at Keycloak. */
    KEYCLOAK_FAMILY_NAME("keycloak.family_name", "The family name."),
    /** The language at Keycloak. */
    KEYCLOAK_LOCALE("keycloak.locale", "The person's language."),
    /** Who vouches for the person. */
    OIDC_ISSUER("oidc.issuer", "The provider's issuer; with several tenants that of the person's tenant."),
    /** The tenant of the person. */
    OIDC_TENANT("oidc.tenant", "The ID of the person's tenant (tid); absent where the provider has none."),
    /** A name that may be anybody's. */
    OIDC_PREFERRED_USERNAME("oidc.preferred_username", "What the person likes to be called; two people may share it."),
    /** The first name at any provider. */
    OIDC_GIVEN_NAME("oidc.given_name", "The first name."),
    /** The family name at any provider. */
    OIDC_FAMILY_NAME("oidc.family_name", "The family name."),
    /** The language at any provider. */
    OIDC_LOCALE("oidc.locale", "The person's language.");

    private final String key;
    private final String help;

    Fact(String key, String help) {
        this.key = key;
        this.help = help;
    }

    /** The name in SQL. */
    public String key() {
        return key;
    }

    /** One sentence for the writer of SQL. */
    public String help() {
        return help;
    }

    /** Adds this fact. */
    public void putInto(Map<String, String> facts, String value) {
        facts.put(key, value);
    }
}

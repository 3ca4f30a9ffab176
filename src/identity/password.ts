/** The least and the greatest length of a password, in characters. Length counts, composition rules do not (NIST SP 800-63B). */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;

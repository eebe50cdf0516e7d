/** Where the app is: `application_url` of shopify.app.toml, yours to fill in as it is there. (Code on a shopper's page is told no address by Shopify.) */
export const APP_ADDRESS = 'https://regulars.example.com';
